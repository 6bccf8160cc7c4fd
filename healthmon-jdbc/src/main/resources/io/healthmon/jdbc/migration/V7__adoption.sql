-- How far the tables of the original service are adopted: one row, which comes with the transaction that renames them; none where
-- there was nothing to adopt. Each step of the adoption is a transaction that moves this row on, so that a step is done once and an
-- interruption leaves nothing half done.
create table healthmon_adoption (
    only_row     boolean                  primary key default true check (only_row),
    stage        varchar(20)              not null,
    -- Alerts are copied by id, up to here; states are made by service, up to here.
    alerts_up_to bigint                   not null,
    states_up_to text,
    -- Checks are copied newest first: those from here on, by (timestamp, id), are done, those before are still read from the original.
    done_from_at timestamp with time zone not null,
    done_from_id bigint                   not null,
    -- Checks are copied back to the first of these, and only counted back to the second.
    rows_since   timestamp with time zone not null,
    counts_since timestamp with time zone not null,
    copied       bigint                   not null default 0,
    counted      bigint                   not null default 0,
    left_out     bigint                   not null default 0,
    begun_at     timestamp with time zone not null,
    finished_at  timestamp with time zone
) with (fillfactor = 10);
