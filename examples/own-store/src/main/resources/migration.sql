-- What the host's table user_pictures (picture_no, user_name, title, uploaded_at) needs to keep avatars, too.
ALTER TABLE user_pictures
    ADD COLUMN avatar_id  VARCHAR(40) NOT NULL UNIQUE,
    ADD COLUMN dedupe_key VARCHAR(64) UNIQUE,
    ADD COLUMN state      VARCHAR(16) NOT NULL,
    ADD COLUMN due_at     BIGINT,
    ADD COLUMN revision   BIGINT NOT NULL,
    ADD COLUMN document   TEXT NOT NULL;
CREATE INDEX user_pictures_due ON user_pictures (due_at);
CREATE INDEX user_pictures_owner ON user_pictures (user_name, uploaded_at DESC, avatar_id);
CREATE INDEX user_pictures_state ON user_pictures (state, uploaded_at DESC, avatar_id);
