package io.github.avatarsync.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.avatarsync.GateState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate(4);
    private Instant now = TestTime.NOON;

    @Test
    void admitsAsMuchAsIsAllowedAtOnce() {
        for (int i = 0; i < 4; i++) {
            assertTrue(gate.enter(now));
        }
        assertFalse(gate.enter(now));
        gate.leave();
        assertTrue(gate.enter(now));
    }

    @Test
    void offlineLetsOneCanaryGoAtMostTwentyTimesAnHour() {
        gate.offline(now);
        int probes = 0;
        for (Instant end = now.plus(Duration.ofHours(1)); now.isBefore(end); now = now.plusSeconds(1)) {
            if (gate.enter(now)) {
                assertFalse(gate.enter(now), "one at a time");
                probes++;
                gate.offline(now);
                gate.leave();
            }
        }
        assertTrue(probes >= 12 && probes <= 20, "probes in the first hour: " + probes);
    }

    @Test
    void workThatWasUnderWayWhenTheNetworkWentDoesNotPutTheProbeOff() {
        gate.offline(now);
        Instant probe = gate.notBefore();
        gate.offline(now.plusSeconds(3));
        assertEquals(probe, gate.notBefore());
        assertEquals(now.plusSeconds(10), probe);
    }

    @Test
    void anyAnswerOpensTheGate() {
        gate.offline(now);
        assertFalse(gate.enter(now.plusSeconds(9)));
        gate.answered();
        assertEquals(GateState.ONLINE, gate.state());
        assertTrue(gate.enter(now));
    }

    @Test
    void aChangedNetworkIsProbedAtOnce() {
        gate.offline(now);
        gate.probeNow();
        assertTrue(gate.enter(now));
        assertEquals(GateState.OFFLINE, gate.state());
    }

    @Test
    void throttlingHalvesWhatIsUnderWayAndAnswersBringItBack() {
        gate.throttled(now, Duration.ofSeconds(30));
        assertFalse(gate.enter(now.plusSeconds(29)));
        assertTrue(gate.enter(now.plusSeconds(30)));
        assertTrue(gate.enter(now.plusSeconds(30)));
        assertFalse(gate.enter(now.plusSeconds(30)));
        for (int i = 0; i < 3; i++) {
            assertEquals(GateState.THROTTLED, gate.state());
            gate.answered();
        }
        assertEquals(GateState.ONLINE, gate.state());
    }

    @Test
    void aStoreThatWorksAgainOpensWhatAFailedOneClosed() {
        gate.halted(now);
        gate.throttled(now, Duration.ZERO);
        assertEquals(GateState.HALTED, gate.state());
        gate.storeAnswered();
        assertEquals(GateState.ONLINE, gate.state());
    }
}
