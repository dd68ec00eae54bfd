package io.github.tcib.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/**
 * Sends single requests over HTTP/1.1 and never repeats one that changes something. A request is given up when nothing moves
 * any more, however large its body: the JDK's own limit counts from the start of the request, and stops counting once the
 * answer has begun.
 */
final class Transport {

    private static final Duration STEP = Duration.ofMillis(250);
    private static final Duration REFUSAL = Duration.ofMillis(200);

    private final SSLContext tls;
    private final ProxySelector proxies;
    private final Timeouts timeouts;
    private final ShortRequests shortRequests;
    private Optional<HttpClient> client = Optional.empty();

    Transport(SSLContext tls, ProxySelector proxies, Timeouts timeouts) {
        this.tls = tls;
        this.proxies = proxies;
        this.timeouts = timeouts;
        this.shortRequests = new ShortRequests(tls, proxies, timeouts);
    }

    /** Made when it is first needed: a push that finds everything there never does. */
    private synchronized HttpClient client() {
        HttpClient made = client.orElseGet(() -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeouts.connect())
                .sslContext(tls)
                .proxy(proxies)
                .build());
        client = Optional.of(made);
        return made;
    }

    /**
     * Sends a request and reads its whole answer.
     *
     * @throws StalledException when nothing moved for too long
     */
    Answer send(HttpRequest request) throws IOException, InterruptedException {
        if (shortRequests.take(request)) {
            return shortRequests.send(request);
        }
        AtomicLong moved = new AtomicLong();
        return exchange(counted(request, moved), moved, ignored -> BodySink.memory(moved));
    }

    /**
     * Sends a request and writes the answer's body to a stream when the answer is 200; the body of any other is in the answer.
     *
     * @throws StalledException when nothing moved for too long
     */
    Answer fetch(HttpRequest request, OutputStream out) throws IOException, InterruptedException {
        AtomicLong moved = new AtomicLong();
        return exchange(
                request,
                moved,
                info -> info.statusCode() == Answer.OK ? BodySink.stream(out, moved) : BodySink.memory(moved));
    }

    private Answer exchange(HttpRequest request, AtomicLong moved, Function<ResponseInfo, BodySink> sinks)
            throws IOException, InterruptedException {
        long size = request.bodyPublisher()
                .map(HttpRequest.BodyPublisher::contentLength)
                .orElse(0L);
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CompletableFuture<HttpResponse<byte[]>> response = client().sendAsync(request, info -> {
            if (request.expectContinue() && info.statusCode() >= Answer.FIRST_REDIRECT) {
                // JDK-8286171: a refusal of what was announced is never completed by many releases of Java 17, which
                // throw its body away; later ones read it.
                answer.completeOnTimeout(
                        new Answer(info.statusCode(), info.headers(), new byte[0], request.uri()),
                        REFUSAL.toMillis(),
                        TimeUnit.MILLISECONDS);
            }
            return sinks.apply(info);
        });
        CompletableFuture<?> unused = response.whenComplete((got, failure) -> {
            if (failure == null) {
                answer.complete(new Answer(got.statusCode(), got.headers(), got.body(), got.uri()));
            } else {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return await(answer, moved, size);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            // what the client throws at headers that are damaged
            throw new ProtocolException(e.getMessage());
        } finally {
            // ends the exchange and its connection, unless it is over
            response.cancel(true);
        }
    }

    private Answer await(CompletableFuture<Answer> answer, AtomicLong moved, long size)
            throws IOException, InterruptedException, ExecutionException {
        long before = 0;
        long since = System.nanoTime();
        while (true) {
            try {
                return answer.get(STEP.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                long now = moved.get();
                if (now != before) {
                    before = now;
                    since = System.nanoTime();
                }
                boolean underWay = now < size || (now > 0 && size == 0);
                Duration allowed = underWay ? timeouts.stall() : timeouts.answer();
                if (System.nanoTime() - since > allowed.toNanos()) {
                    throw new StalledException(allowed, now, size);
                }
            }
        }
    }

    private static HttpRequest counted(HttpRequest request, AtomicLong moved) {
        if (request.bodyPublisher().isEmpty()) {
            return request;
        }
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .method(
                        request.method(),
                        new CountedBody(request.bodyPublisher().get(), moved))
                .expectContinue(request.expectContinue());
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }
}
