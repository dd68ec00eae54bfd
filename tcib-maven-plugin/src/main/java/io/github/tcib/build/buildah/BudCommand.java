package io.github.tcib.build.buildah;

import io.github.tcib.build.ImageTask;
import io.github.tcib.build.buildah.BuildahSettings.ImageFormat;
import io.github.tcib.containerfile.ContainerfileWriter;
import io.github.tcib.model.Arguments;
import io.github.tcib.model.Instruction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The arguments of {@code buildah bud} for an image. */
final class BudCommand {

    /** Where dnf looks for {@code .repo} files beside its own directory (reference behaviour). */
    static final String REPO_DIRECTORY = "/etc/distro.repos.d";

    private final BuildahSettings settings;
    private final Map<String, ForeignBases.Substitute> substitutes;

    BudCommand(BuildahSettings settings) {
        this(settings, Map.of());
    }

    /** @param substitutes images to take in place of what the Containerfile names */
    BudCommand(BuildahSettings settings, Map<String, ForeignBases.Substitute> substitutes) {
        this.settings = settings;
        this.substitutes = Map.copyOf(substitutes);
    }

    /**
     * What decides the image: the command a user can type to build it again.
     *
     * @param bookkeeping arguments of ours that go first, such as where the image's id is written
     */
    List<String> arguments(ImageTask task, List<String> bookkeeping) {
        List<String> arguments = new ArrayList<>(List.of("bud"));
        arguments.addAll(bookkeeping);
        // Parents are built and bases pulled before: what is missing now must not come from a registry by surprise.
        arguments.addAll(List.of("--layers=false", "--pull-never"));
        arguments.addAll(List.of("--format", settings.format().name().toLowerCase(Locale.ROOT)));
        settings.platform().ifPresent(platform -> arguments.addAll(List.of("--platform", platform)));
        settings.registries().authFile().ifPresent(file -> arguments.addAll(List.of("--authfile", file.toString())));
        arguments.addAll(List.of("--network", settings.steps().network()));
        volumesOf(settings.steps()).forEach(volume -> arguments.addAll(List.of("--volume", volume)));
        task.labels().forEach((name, value) -> arguments.addAll(List.of("--label", name + "=" + value)));
        if (settings.format() == ImageFormat.OCI) {
            task.annotations().forEach((name, value) -> arguments.addAll(List.of("--annotation", name + "=" + value)));
        }
        task.created()
                .ifPresent(
                        created -> arguments.addAll(List.of("--timestamp", String.valueOf(created.getEpochSecond()))));
        addSubstitutes(arguments, task);
        arguments.addAll(settings.program().buildArguments());
        arguments.addAll(List.of(
                "--file", task.context().resolve(ContainerfileWriter.FILE_NAME).toString()));
        arguments.addAll(
                List.of("--tag", task.image().reference(), task.context().toString()));
        return arguments;
    }

    private void addSubstitutes(List<String> arguments, ImageTask task) {
        String base = task.image().parent().reference();
        substitutes.forEach((reference, substitute) -> {
            if (reference.equals(base)) {
                arguments.addAll(List.of("--from", substitute.id()));
            } else if (isCopiedFrom(reference, task)) {
                arguments.addAll(List.of("--build-context", reference + "=docker-image://" + substitute.name()));
            }
        });
    }

    private static boolean isCopiedFrom(String reference, ImageTask task) {
        return task.image().instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Copy copy
                        && copy.arguments() instanceof Arguments.Text text
                        && text.text().contains("--from=" + reference + " "));
    }

    /** The volumes of RUN steps, the directory of {@code .repo} files among them. */
    static List<String> volumesOf(BuildahSettings.Steps steps) {
        List<String> volumes = new ArrayList<>(steps.volumes());
        steps.repoDirectory()
                .ifPresent(directory -> volumes.add(directory.toAbsolutePath() + ":" + REPO_DIRECTORY + ":ro,z"));
        return volumes;
    }
}
