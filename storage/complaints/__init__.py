"""The complaint vault: what a reporter entrusts, readable by the officers not excluded and by nobody else.

Cut off from the general side: of ours it imports only ``dialogs.records``, ``dialogs.thai``, ``storage.sealing`` and
``storage.embedded_redis``.
"""
