-- The scripts must mean the same whatever zone the server or this process is in.
SET TIME ZONE 'UTC';
