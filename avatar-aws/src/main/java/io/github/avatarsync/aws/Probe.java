package io.github.avatarsync.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;
import software.amazon.awssdk.http.async.SimpleSubscriber;

/** Asks a server a question as a stranger does: one unsigned request, without retries and redirects. */
final class Probe {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_BYTES = 64 * 1024;

    private final SdkAsyncHttpClient http;

    Probe(SdkAsyncHttpClient http) {
        this.http = http;
    }

    /** What came back, with the beginning of the body. */
    record Answer(SdkHttpResponse head, byte[] body) {
        int status() {
            return head.statusCode();
        }

        String header(String name) {
            return head.firstMatchingHeader(name).orElse("");
        }
    }

    Answer head(URI uri) throws IOException {
        return ask(SdkHttpMethod.HEAD, uri);
    }

    Answer get(URI uri) throws IOException {
        return ask(SdkHttpMethod.GET, uri);
    }

    private Answer ask(SdkHttpMethod method, URI uri) throws IOException {
        boolean standardPort = uri.getPort() < 0;
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(method)
                .uri(uri)
                .putHeader("Host", standardPort ? uri.getHost() : uri.getHost() + ":" + uri.getPort())
                .putHeader("User-Agent", "avatar-doctor")
                .build();
        Reply reply = new Reply();
        CompletableFuture<Void> sent = http.execute(AsyncExecuteRequest.builder()
                .request(request)
                .requestContentPublisher(new NoContent())
                .responseHandler(reply)
                .build());
        var unused = sent.whenComplete((done, failure) -> {
            if (failure != null) {
                reply.onError(failure);
            }
        });
        return reply.await();
    }

    /** The answer as it comes in. */
    private static final class Reply implements SdkAsyncHttpResponseHandler {
        private final CompletableFuture<SdkHttpResponse> head = new CompletableFuture<>();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();

        @Override
        public void onHeaders(SdkHttpResponse headers) {
            head.complete(headers);
        }

        @Override
        public void onStream(Publisher<ByteBuffer> stream) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            stream.subscribe(
                    new SimpleSubscriber(part -> {
                        byte[] some = new byte[Math.min(part.remaining(), MOST_BYTES - bytes.size())];
                        part.get(some);
                        bytes.writeBytes(some);
                    }) {
                        @Override
                        public void onError(Throwable failure) {
                            body.completeExceptionally(failure);
                        }

                        @Override
                        public void onComplete() {
                            body.complete(bytes.toByteArray());
                        }
                    });
        }

        @Override
        public void onError(Throwable failure) {
            head.completeExceptionally(failure);
            body.completeExceptionally(failure);
        }

        Answer await() throws IOException {
            try {
                return head.thenCombine(body, Answer::new).get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException e) {
                throw new IOException("no answer", Network.unwrapped(e));
            } catch (TimeoutException e) {
                throw new IOException("no whole answer within " + LONGEST.toSeconds() + " s", e);
            }
        }
    }

    /** The body of a question: none. */
    private static final class NoContent implements SdkHttpContentPublisher {
        @Override
        public Optional<Long> contentLength() {
            return Optional.of(0L);
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            AsyncRequestBody.empty().subscribe(subscriber);
        }
    }
}
