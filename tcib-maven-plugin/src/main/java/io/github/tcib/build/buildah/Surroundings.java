package io.github.tcib.build.buildah;

import io.github.tcib.build.FileState;
import io.github.tcib.build.Ingredient;
import io.github.tcib.file.FileFault;
import io.github.tcib.locked.LockedPackages;
import io.github.tcib.locked.RepositoryFile;
import io.github.tcib.locked.StepView;
import io.github.tcib.repository.DnfVariables;
import io.github.tcib.repository.Downloads;
import io.github.tcib.repository.EnvironmentProxies;
import io.github.tcib.repository.RepoFile;
import io.github.tcib.repository.RepositoryAccess;
import io.github.tcib.repository.RepositoryConfig;
import io.github.tcib.repository.RepositoryReader;
import io.github.tcib.repository.RepositoryState;
import io.github.tcib.repository.UrlMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What RUN steps see beside the image: volumes, {@code .repo} files, and the state of the repositories that these enable. Read
 * once a build, and only when an image has RUN steps.
 */
final class Surroundings {

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** Where dnf looks for {@code .repo} files (dnf.conf(5), reposdir). */
    private static final List<Path> REPO_DIRECTORIES = Stream.of(
                    "/etc/yum.repos.d", "/etc/yum/repos.d", BudCommand.REPO_DIRECTORY)
            .map(Path::of)
            .toList();
    /** Where dnf looks for variables (dnf.conf(5), varsdir). */
    private static final List<Path> VARIABLE_DIRECTORIES =
            Stream.of("/etc/yum/vars", "/etc/dnf/vars").map(Path::of).toList();

    private final List<Volume> volumes;
    private final Optional<LockedPackages> locked;
    private final String release;
    private final String machine;
    private final Consumer<String> warnings;

    private Optional<SortedMap<String, Ingredient>> seen = Optional.empty();

    /**
     * @param locked the packages that are taken, whatever the state of the repositories
     * @param warnings gets the repositories that cannot be reached, once each
     */
    Surroundings(
            BuildahSettings settings, String architecture, Optional<LockedPackages> locked, Consumer<String> warnings) {
        this.locked = locked;
        List<Volume> all = new ArrayList<>();
        settings.steps().volumes().forEach(text -> Volume.parse(text).ifPresent(all::add));
        settings.steps()
                .repoDirectory()
                .ifPresent(directory -> all.add(
                        new Volume(directory.toAbsolutePath(), Path.of(BudCommand.REPO_DIRECTORY), List.of("ro"))));
        this.volumes = List.copyOf(all);
        this.release = settings.steps().release();
        this.machine = DnfVariables.machineOf(architecture);
        this.warnings = warnings;
    }

    /** Reads the volumes and fetches the states of the repositories. */
    synchronized SortedMap<String, Ingredient> read() throws InterruptedException {
        if (seen.isEmpty()) {
            SortedMap<String, Ingredient> ingredients = new TreeMap<>();
            putVolumes(ingredients);
            if (locked.isEmpty()) {
                putRepositories(ingredients);
            }
            seen = Optional.of(ingredients);
        }
        return seen.get();
    }

    private void putVolumes(SortedMap<String, Ingredient> ingredients) {
        for (Volume volume : volumes) {
            String name = "volume " + volume.destination();
            if (isReplaced(volume)) {
                continue;
            }
            if (volume.isCache()) {
                ingredients.put(name, Ingredient.of("cache"));
            } else if (REPO_DIRECTORIES.contains(volume.destination())) {
                putRepoFiles(ingredients, volume);
            } else {
                Ingredient content = VolumeContent.read(volume.source(), locked.isPresent());
                if (!content.known()) {
                    warnings.accept("the volume " + volume.source()
                            + " cannot be read or has too many files to compare, so images with RUN steps are built;"
                            + " if it is a cache, say so with the option rw");
                }
                ingredients.put(name, content);
            }
        }
    }

    /** Whether locked packages stand in the place of a volume: it has {@code .repo} files, or is one of their repositories. */
    private boolean isReplaced(Volume volume) {
        return locked.isPresent()
                && (REPO_DIRECTORIES.contains(volume.destination())
                        || locked.get().repositoryPaths().contains(volume.destination()));
    }

    /**
     * The volumes of a build with locked packages, as buildah takes them.
     *
     * @param local what is mounted at {@link BudCommand#REPO_DIRECTORY}
     */
    List<String> lockedVolumes(List<String> asked, Path local) {
        List<String> kept = new ArrayList<>();
        for (String text : asked) {
            Optional<Volume> volume = Volume.parse(text);
            if (volume.filter(this::isReplaced).isEmpty()) {
                kept.add(text);
            }
        }
        for (Volume volume : volumes) {
            if (isReplaced(volume)
                    && REPO_DIRECTORIES.contains(volume.destination())
                    && !volume.destination().equals(Path.of(BudCommand.REPO_DIRECTORY))) {
                kept.add(LockedPackages.emptyDirectoryIn(local) + ":" + volume.destination() + ":ro,z");
            }
        }
        return kept;
    }

    /** What steps would see of repositories without a lock. */
    StepView view() {
        List<RepositoryFile> files = new ArrayList<>();
        for (Path seenDirectory : REPO_DIRECTORIES) {
            Optional<Path> directory = Volume.resolve(volumes, seenDirectory).filter(Files::isDirectory);
            if (directory.isPresent()) {
                for (Path file : repoFilesIn(directory.get())) {
                    files.add(new RepositoryFile(String.valueOf(file.getFileName()), readOrEmpty(file)));
                }
            }
        }
        return new StepView(files, variables()::fill, path -> Volume.resolve(volumes, path));
    }

    private DnfVariables variables() {
        return DnfVariables.of(release, machine, variablesOnVolumes());
    }

    private void putRepoFiles(SortedMap<String, Ingredient> ingredients, Volume volume) {
        try {
            for (Path file : repoFilesIn(volume.source())) {
                ingredients.put("repository file " + file.getFileName(), FileState.read(file));
            }
        } catch (IOException e) {
            warnings.accept("the repository files in " + volume.source()
                    + " cannot be read, so images with RUN steps are built: " + FileFault.reasonOf(e));
            ingredients.put("volume " + volume.destination(), Ingredient.unknown());
        }
    }

    private void putRepositories(SortedMap<String, Ingredient> ingredients) throws InterruptedException {
        List<RepositoryConfig> repositories = repositories();
        for (RepositoryConfig one : repositories) {
            RepositoryAccess.warningOf(one.id(), one.options(), one.urls()).ifPresent(warnings);
        }
        UrlMetadata metadata = new UrlMetadata(new Downloads(
                EnvironmentProxies.of(System.getenv()),
                path -> Volume.resolve(volumes, path).filter(Files::exists),
                TIMEOUT));
        List<RepositoryState> states = new RepositoryReader(metadata).fetch(repositories);
        for (int i = 0; i < repositories.size(); i++) {
            String name = "repository " + repositories.get(i).id();
            Ingredient state;
            if (states.get(i) instanceof RepositoryState.Known known) {
                state = Ingredient.of(known.digest());
            } else if (states.get(i) instanceof RepositoryState.Unreachable unreachable) {
                warnings.accept("the state of " + name + " cannot be found out, so images with RUN steps are built: "
                        + unreachable.why());
                state = Ingredient.unknown();
            } else {
                throw new IllegalStateException(states.get(i).toString());
            }
            ingredients.put(name, state);
        }
    }

    private List<RepositoryConfig> repositories() {
        DnfVariables variables = variables();
        List<RepositoryConfig> repositories = new ArrayList<>();
        for (Path seenDirectory : REPO_DIRECTORIES) {
            Optional<Path> directory = Volume.resolve(volumes, seenDirectory).filter(Files::isDirectory);
            if (directory.isPresent()) {
                for (Path file : repoFilesIn(directory.get())) {
                    repositories.addAll(RepoFile.enabledIn(readOrEmpty(file), variables::fill));
                }
            }
        }
        return repositories;
    }

    private Map<String, String> variablesOnVolumes() {
        Map<String, String> variables = new TreeMap<>();
        for (Path seenDirectory : VARIABLE_DIRECTORIES) {
            Volume.resolve(volumes, seenDirectory)
                    .map(Surroundings::filesIn)
                    .orElse(List.of())
                    .forEach(file -> variables.put(
                            String.valueOf(file.getFileName()),
                            readOrEmpty(file).lines().findFirst().orElse("").strip()));
        }
        return variables;
    }

    private static List<Path> repoFilesIn(Path directory) {
        return filesIn(directory).stream()
                .filter(file -> file.toString().endsWith(".repo"))
                .toList();
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A file that cannot be read is no repository for dnf either; that it is there is part of the key anyway. */
    private static String readOrEmpty(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
