"""A real Redis for whoever asks for one."""

from tests.servers import client as client
from tests.servers import redis_server as redis_server
from tests.servers import short_folder as short_folder
