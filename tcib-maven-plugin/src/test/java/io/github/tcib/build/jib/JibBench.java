package io.github.tcib.build.jib;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildResult;
import io.github.tcib.build.BuildSettings;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.registry.RegistryAccess;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/** What bench/jib runs: writes a tree, builds it, or builds one very large layer. */
public final class JibBench {

    private static final int IMAGES = 100;
    private static final int GROUPS = 9;
    private static final int FILES = 16;
    private static final int FILE_BYTES = 1 << 16;
    private static final long LARGE_BYTES = 4L << 30;

    private JibBench() {}

    /** @param arguments {@code write|build|large} and a directory */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "write" -> write(tree(directory), directory);
            case "build" -> build(tree(directory), directory);
            case "large" -> large(directory);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** One image at the root, nine on it, ninety on those. */
    private static TestTree tree(Path directory) {
        TestTree tree = new TestTree(directory);
        for (int i = 0; i < IMAGES; i++) {
            String[] steps = {"ENV NUMBER=" + i, "COPY files /opt/image" + i, "LABEL image=" + i};
            if (i == 0) {
                tree.base(name(i), "scratch", steps);
            } else {
                tree.image(name(i), name(i <= GROUPS ? 0 : 1 + i % GROUPS), steps);
            }
        }
        return tree;
    }

    private static void write(TestTree tree, Path directory) throws Exception {
        Random random = new Random(1);
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < IMAGES; i++) {
            Path context = tree.context(name(i));
            Files.createDirectories(context.resolve("files"));
            for (int file = 0; file < FILES; file++) {
                byte[] content = new byte[FILE_BYTES];
                random.nextBytes(content);
                // Half of each file can be packed, as in programs and libraries.
                Arrays.fill(content, 0, FILE_BYTES / 2, (byte) file);
                Files.write(context.resolve("files/file" + file), content);
            }
            int level = i == 0 ? 0 : i <= GROUPS ? 1 : 2;
            order.append(level)
                    .append(' ')
                    .append(TestTree.referenceOf(name(i)))
                    .append(' ')
                    .append(context)
                    .append('\n');
        }
        Files.writeString(directory.resolve("order"), order);
    }

    private static void build(TestTree tree, Path directory) throws Exception {
        JibEngine engine = JibEngine.open(
                directory.resolve("layout"),
                new JibSettings(JibTree.PLATFORM, ImageFormat.OCI, LayerPacking.fast()),
                RegistryAccess.anonymous(),
                System.err::println);
        BuildResult result = new TreeBuild(
                        tree.request(new BuildSettings(2, 0, Duration.ZERO, false, false)),
                        BuildEngines.only(engine),
                        new RecordedLog(line -> {}))
                .run();
        System.out.println(result.images().size() + " images");
    }

    private static void large(Path directory) throws Exception {
        JibTree tree = new JibTree(directory);
        try (RandomAccessFile file =
                new RandomAccessFile(tree.context().resolve("large").toFile(), "rw")) {
            file.setLength(LARGE_BYTES);
        }
        tree.build("large", "FROM scratch\nCOPY large /large\n");
        long peak = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                peak += pool.getPeakUsage().getUsed();
            }
        }
        System.out.println("peak heap for a layer of 4 GiB: " + peak / 1_000_000 + " MB");
    }

    private static String name(int number) {
        return "image" + number;
    }
}
