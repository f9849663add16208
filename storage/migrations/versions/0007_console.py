"""log-ins of administrators and the audit of their changes

Revision 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _codes_and_visits()
    op.create_table(
        "console_uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(length=255), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        _belongs("console_uploads", "agency_id", "agencies.id"),
        _belongs("console_uploads", "visit_id", "console_visits.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_console_uploads")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=250), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        _belongs("audit_entries", "agency_id", "agencies.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    for table, column in _INDEXES:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def downgrade() -> None:
    for table in ("audit_entries", "console_uploads", "console_visits", "console_codes"):
        op.drop_table(table)


_INDEXES = (
    ("console_codes", "agency_id"),
    ("console_codes", "person_id"),
    ("console_codes", "expires_at"),
    ("console_visits", "agency_id"),
    ("console_visits", "person_id"),
    ("console_visits", "seen_at"),
    ("console_uploads", "agency_id"),
    ("console_uploads", "visit_id"),
    ("audit_entries", "agency_id"),
)


def _codes_and_visits() -> None:
    for table, moments in (
        ("console_codes", (("created_at", False), ("expires_at", False), ("used_at", True))),
        ("console_visits", (("opened_at", False), ("seen_at", False))),
    ):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("agency_id", sa.Integer(), nullable=False),
            sa.Column("person_id", sa.Integer(), nullable=True),
            sa.Column("digest", sa.String(length=64), nullable=False),
            *(sa.Column(name, sa.DateTime(timezone=True), nullable=optional) for name, optional in moments),
            _belongs(table, "agency_id", "agencies.id"),
            _belongs(table, "person_id", "people.id"),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("digest", name=op.f(f"uq_{table}_digest")),
        )


def _belongs(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")
