package io.github.tcib.push;

import java.util.concurrent.Executor;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that pack blocks of layers. The first layer's blocks go before the second's: what all children wait for is done
 * soonest, and sent while the others are packed.
 */
final class BlockPackers implements AutoCloseable {

    private final ThreadPoolExecutor threads;

    BlockPackers(int count) {
        threads = new ThreadPoolExecutor(count, count, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "packing");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Packs the blocks of a layer. */
    Executor forLayer(int rank) {
        return work -> threads.execute(new Block(rank, work));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private record Block(int rank, Runnable work) implements Runnable, Comparable<Block> {

        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Block other) {
            return Integer.compare(rank, other.rank);
        }
    }
}
