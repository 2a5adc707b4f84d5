package io.github.avatarsync.localaws;

import jakarta.annotation.Nullable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** What every request goes through: it is understood, met by a fault or not, answered by its service, recorded. */
final class Front implements Listener.Handler {
    private static final int MAX_COGNITO_BODY = 1024 * 1024;
    private static final String PORTAL = "<html><body>Please log in to the network.</body></html>";

    /** The service that a request is for, asked when it is its turn. */
    private interface Service {
        Answer ask() throws IOException;
    }

    private final S3Front s3;
    private final CognitoIdentity cognito;
    private final Faults faults;
    private final Requests requests;
    private final Clock clock;
    private final String region;

    Front(S3Front s3, CognitoIdentity cognito, Faults faults, Requests requests, Clock clock, String region) {
        this.s3 = s3;
        this.cognito = cognito;
        this.faults = faults;
        this.requests = requests;
        this.clock = clock;
        this.region = region;
    }

    @Override
    public void handle(Exchange exchange) throws IOException {
        Call call = Call.of(exchange.head());
        if (call.isCognito()) {
            byte[] body = exchange.body().readNBytes(MAX_COGNITO_BODY);
            Visit visit = new Visit(call, exchange, cognito.identity(body), requests, clock, region);
            meet(visit, () -> cognito.answer(call.operation(), body));
        } else {
            Visit visit = new Visit(call, exchange, s3.identity(call), requests, clock, region);
            meet(visit, () -> s3Answer(call, exchange));
        }
    }

    private void meet(Visit visit, Service service) throws IOException {
        Effect effect = faults.next(visit.call, visit.identity);
        if (effect instanceof Effects.Refuse refuse) {
            visit.refuse(new Refusal(refuse.status(), refuse.code(), "Scripted fault"));
        } else if (effect instanceof Effects.CaptivePortal) {
            visit.answerAsStranger(Answer.of(200, "text/html", PORTAL));
        } else if (effect instanceof Effects.Reset) {
            visit.reset();
        } else {
            hold(visit, effect, false);
            pass(visit, effect, service);
        }
    }

    private static void pass(Visit visit, @Nullable Effect effect, Service service) throws IOException {
        Answer answer;
        try {
            answer = service.ask();
        } catch (Refusal refusal) {
            hold(visit, effect, true);
            if (effect instanceof Effects.LoseAnswer) {
                visit.reset();
            } else {
                visit.refuse(refusal);
            }
            return;
        }
        try (InputStream body = answer.body()) {
            hold(visit, effect, true);
            give(visit, effect, answer, body);
        }
    }

    private static void hold(Visit visit, @Nullable Effect effect, boolean afterEffect) throws IOException {
        if (effect instanceof Effects.Delay delay && !afterEffect) {
            visit.await(() -> Thread.sleep(delay.time().toMillis()));
        }
        if (effect instanceof Effects.Hold held && held.stall().isAfterEffect() == afterEffect) {
            visit.await(held.stall()::hold);
        }
    }

    private static void give(Visit visit, @Nullable Effect effect, Answer answer, InputStream body) throws IOException {
        if (effect instanceof Effects.LoseAnswer) {
            body.transferTo(OutputStream.nullOutputStream());
            visit.reset();
        } else if (effect instanceof Effects.CorruptAnswer) {
            int first = body.read();
            byte[] wrong = first < 0 ? new byte[0] : new byte[] {(byte) (first ^ 1)};
            visit.answer(answer.of(new SequenceInputStream(new ByteArrayInputStream(wrong), body)), null);
        } else if (effect instanceof Effects.CutAnswer cut) {
            cut(visit, answer.of(new CutStream(body, cut.bytes())));
        } else {
            visit.answer(answer, null);
        }
    }

    private static void cut(Visit visit, Answer answer) throws IOException {
        try {
            visit.answer(answer, null);
        } catch (CutStream.CutException e) {
            visit.exchange.cut();
        }
    }

    private Answer s3Answer(Call call, Exchange exchange) throws IOException {
        Answer answer;
        try {
            answer = s3.answer(call, exchange);
        } catch (BackendConnection.GoneException e) {
            throw new Refusal(500, "InternalError", "We encountered an internal error. Please try again.");
        }
        return answer.status() >= 300 ? explained(answer) : answer;
    }

    /** An error of S3Proxy in full, so that the record can name it. */
    private static Answer explained(Answer answer) throws IOException {
        try (InputStream in = answer.body()) {
            byte[] document = in.readAllBytes();
            String text = new String(document, StandardCharsets.UTF_8);
            String code = S3Error.code(text);
            if (code != null) {
                throw new Refusal(answer.status(), code, String.valueOf(S3Error.message(text)));
            }
            long length = document.length == 0 ? answer.length() : document.length;
            return new Answer(answer.status(), answer.headers(), new ByteArrayInputStream(document), length);
        }
    }
}
