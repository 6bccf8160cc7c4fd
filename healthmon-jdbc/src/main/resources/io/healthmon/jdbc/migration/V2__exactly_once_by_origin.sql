-- How far the steps of each origin are recorded: a monitor numbers its steps, and goes on counting after a restart where it keeps
-- results on disk, so that a step that is given again, by whichever process, is told from a new one. It replaces the pen's
-- sequence, which a new epoch forgot.
create table healthmon_origin (
    origin         uuid primary key,
    recorded_up_to bigint                   not null default 0,
    used_at        timestamp with time zone not null default now()
) with (fillfactor = 10);

alter table healthmon_writer drop column sequence;
