CREATE TABLE IF NOT EXISTS profile (
  username VARCHAR(64) PRIMARY KEY,
  avatar_id VARCHAR(40)
);
