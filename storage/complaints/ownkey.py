"""An officer changes their own key at the desk: a new passphrase, and nothing that the old one knew opens any more.

The passphrase alone could be changed without a new key pair; but who saw the old one may hold a copy of the file, so
the pair changes too and every case is brought to it.
"""

from dataclasses import replace

from storage.complaints import colleagues
from storage.complaints.access import Access
from storage.complaints.audit import Act
from storage.complaints.officers import NewKey, replace_key


def change_key(access: Access, key: NewKey) -> None:
    """Every case that opens now opens with the new key; nothing else changes in it, for nobody else."""
    with access.file.transaction() as connection:
        me, held = access.me.officer, list(access.all(connection))
        known = colleagues.seen(connection, access)
        replace_key(connection, me.id, key)
        if known:
            colleagues.keep(connection, access, key.private, known)
        for one in held:
            old = access.slot_map(connection, one)
            slots = tuple(key.key_id if slot == me.key_id else slot for slot in old.slots)
            access.rewrap(connection, one, replace(old, slots=slots))
        access.record(connection, Act.OFFICER_REKEYED, me.name)
