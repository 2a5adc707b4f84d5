package io.github.avatarsync.localaws;

import java.time.Duration;

/** The kinds of {@link Effect}. */
final class Effects {
    private Effects() {}

    record Refuse(int status, String code) implements Effect {}

    record Reset() implements Effect {}

    record LoseAnswer() implements Effect {}

    record CaptivePortal() implements Effect {}

    record Delay(Duration time) implements Effect {}

    record CutAnswer(long bytes) implements Effect {}

    record CorruptAnswer() implements Effect {}

    record Hold(Stall stall) implements Effect {}
}
