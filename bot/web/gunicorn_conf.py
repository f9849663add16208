"""How gunicorn serves the web process. Put a buffering proxy in front: slow clients are its business."""

import os

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8001')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 8
timeout = 30
graceful_timeout = 20
keepalive = 30
accesslog = None  # an access log would tell who wrote when
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
