package io.github.tcib.build.buildah;

import io.github.tcib.build.BuildEngines;
import io.github.tcib.build.BuildFailure;
import io.github.tcib.build.RecordedLog;
import io.github.tcib.build.TestTree;
import io.github.tcib.build.TreeBuild;
import java.nio.file.Path;

/** A build in a JVM of its own, which tests can end. */
final class BuildMain {

    private BuildMain() {}

    /** @param arguments the directory of the store, that of the tree, a volume, and the RUN steps of one child or two */
    public static void main(String[] arguments) throws BuildFailure, InterruptedException {
        BuildahFixture buildah = BuildahFixture.at(Path.of(arguments[0]));
        TestTree tree = new TestTree(Path.of(arguments[1]))
                .base("base", BuildahFixture.BASE, "RUN true")
                .image("child", "base", arguments[3]);
        if (arguments.length > 4) {
            tree.image("other", "base", arguments[4]);
        }
        RecordedLog log = new RecordedLog(System.out::println);
        new TreeBuild(tree.request(TestTree.settings()), BuildEngines.only(buildah.engine(arguments[2])), log).run();
    }
}
