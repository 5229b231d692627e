"""What identity does by the clock."""

from sqlalchemy import text

from sync_server.domains.identity import login
from sync_server.kernel import jobs


def register() -> None:
    """Make the work known."""
    jobs.every("*/10 * * * *", "identity.end_trials", end_trials)
    jobs.every("17 3 * * *", "identity.forget_old", forget_old)


def end_trials(runtime: jobs.Runtime) -> None:
    """Suspend organizations whose trial has ended (ID-7). Doors go on uploading."""
    for organization_id in jobs.organizations_with(runtime, "ended_trial"):
        with runtime.database.tenant(organization_id) as session:
            session.execute(
                text(
                    "UPDATE organizations SET status = 'suspended' WHERE id = :id"
                    " AND status = 'trial' AND trial_ends_at <= now()"
                ),
                {"id": organization_id},
            )


def forget_old(runtime: jobs.Runtime) -> None:
    """Drop log-ins and one-use tokens that ended long ago."""
    for organization_id in jobs.organizations_with(runtime, "all"):
        with runtime.database.tenant(organization_id) as session:
            login.forget_old(session)
