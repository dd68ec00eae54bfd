package io.github.tcib.build.jib;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import io.github.tcib.oci.ImageFormat;
import io.github.tcib.oci.LayerPacking;
import io.github.tcib.registry.RegistryAccess;
import java.nio.file.Files;
import java.nio.file.Path;

/** A writer to a layout in a JVM of its own: says that it is ready, waits for a line, and builds. */
final class WriterMain {

    static final int IMAGES = 20;
    static final String READY = "ready";

    private WriterMain() {}

    /** @param arguments {@code tree|images}, a directory that holds the layout, and a name that tells its images apart */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        String name = arguments[2];
        System.out.println(READY);
        if (System.in.read() < 0) {
            return;
        }
        if (arguments[0].equals("tree")) {
            tree(directory, name);
        } else {
            images(directory, name);
        }
    }

    /** As a user does it: with the lock of the store. */
    private static void tree(Path directory, String name) throws Exception {
        TestTree tree = new TestTree(directory.resolve(name));
        tree.base(imageOf(name, 0), "scratch", "COPY same /same", "COPY own /own");
        for (int i = 1; i < IMAGES; i++) {
            tree.image(imageOf(name, i), imageOf(name, (i - 1) / 3), "LABEL number=" + i, "COPY same /same" + i);
        }
        for (int i = 0; i < IMAGES; i++) {
            tree.file(imageOf(name, i), "same", "the same in both trees");
            tree.file(imageOf(name, i), "own", name + i);
        }
        JibEngine engine = JibEngine.open(
                directory.resolve("layout"),
                new JibSettings(JibTree.PLATFORM, ImageFormat.OCI, LayerPacking.fast()),
                RegistryAccess.anonymous(),
                System.err::println);
        TestTree.outcomes(new TreeBuild(
                                tree.request(TestTree.settings()),
                                BuildEngines.only(engine),
                                new RecordedLog(line -> {}))
                        .run())
                .forEach(System.out::println);
    }

    /** Without the lock, so that both write at the same time; each second layer is the same for both. */
    private static void images(Path directory, String name) throws Exception {
        JibTree tree = new JibTree(directory);
        for (int i = 0; i < IMAGES; i++) {
            Files.writeString(tree.context().resolve(name), name + i);
            tree.build(
                    TestTree.referenceOf(imageOf(name, i)),
                    "FROM scratch\nLABEL number=" + i + "\nCOPY " + (i % 2 == 0 ? name : "same") + " /file\n");
        }
    }

    static String imageOf(String name, int number) {
        return name + number;
    }
}
