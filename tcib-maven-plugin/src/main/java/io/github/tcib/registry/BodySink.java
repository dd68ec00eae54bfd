package io.github.tcib.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Takes an answer's body and counts it; ends it when more comes than may. */
final class BodySink implements HttpResponse.BodySubscriber<byte[]> {

    private static final long LARGEST_IN_MEMORY = 16 << 20;

    private final OutputStream out;
    private final long limit;
    private final Supplier<byte[]> result;
    private final AtomicLong moved;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Optional<Flow.Subscription> subscription = Optional.empty();
    private long taken;

    private BodySink(OutputStream out, long limit, Supplier<byte[]> result, AtomicLong moved) {
        this.out = out;
        this.limit = limit;
        this.result = result;
        this.moved = moved;
    }

    /** Keeps the body, which has to be small. */
    static BodySink memory(AtomicLong moved) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        return new BodySink(bytes, LARGEST_IN_MEMORY, bytes::toByteArray, moved);
    }

    /** Writes the body to a stream. */
    static BodySink stream(OutputStream out, AtomicLong moved) {
        return new BodySink(out, Long.MAX_VALUE, () -> new byte[0], moved);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = Optional.of(subscription);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        if (body.isDone()) {
            return;
        }
        try {
            for (ByteBuffer item : items) {
                byte[] chunk = new byte[item.remaining()];
                item.get(chunk);
                moved.addAndGet(chunk.length);
                taken += chunk.length;
                if (taken > limit) {
                    throw new OversizedAnswerException(limit);
                }
                write(chunk);
            }
        } catch (IOException e) {
            body.completeExceptionally(e);
            // who fails here would otherwise go on sending, perhaps for ever
            subscription.ifPresent(Flow.Subscription::cancel);
        }
    }

    private void write(byte[] chunk) throws UnwrittenAnswerException {
        try {
            out.write(chunk);
        } catch (IOException e) {
            throw new UnwrittenAnswerException(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        body.complete(result.get());
    }
}
