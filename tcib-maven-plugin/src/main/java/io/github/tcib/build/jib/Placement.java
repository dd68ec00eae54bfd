package io.github.tcib.build.jib;

import io.github.tcib.oci.Attributes;
import io.github.tcib.oci.Node;
import io.github.tcib.oci.RootPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Places the sources of one COPY or ADD into an image, by buildah's rules (1.28): where a file goes and under which name, what
 * of a directory is copied, who owns what is made on the way.
 */
final class Placement {

    private static final int DOWNLOADED_MODE = 0600;

    private final RootChanges image;
    private final Links links;
    private final BuildContext context;
    private final IgnoreRules ignored;
    private final CopyArguments arguments;
    private final Owner owner;

    Placement(RootChanges image, BuildContext context, IgnoreRules ignored, CopyArguments arguments)
            throws IOException, InstructionException {
        this.image = image;
        this.links = new Links(image);
        this.context = context;
        this.ignored = ignored;
        this.arguments = arguments;
        this.owner = arguments.chown().isPresent()
                ? new Users(image).find(arguments.chown().get())
                : Owner.ROOT;
    }

    /** A source as it was found: an address, or a path of the context with the file it leads to. */
    private sealed interface Item {

        record Address(String address) implements Item {}

        record Local(String path, Path real) implements Item {
            boolean isDirectory() {
                return Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS);
            }

            boolean isFile() {
                return Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    /**
     * Where the sources go.
     *
     * @param directory plain, all links followed
     * @param fileName the name a single file gets, if it does not keep its own
     */
    private record Target(String directory, Optional<String> fileName) {}

    /**
     * Places all sources.
     *
     * @param baseWorkingDirectory of the parent image: a destination that is the same must be a directory
     */
    void run(String baseWorkingDirectory, Downloads downloads, Spool spool)
            throws IOException, InstructionException, InterruptedException {
        List<List<Item>> sources = new ArrayList<>();
        for (String source : arguments.sources()) {
            sources.add(find(source));
        }
        List<Item> items = sources.stream().flatMap(List::stream).toList();
        if (items.isEmpty()) {
            throw new InstructionException("no file in the context matches " + String.join(", ", arguments.sources()));
        }
        Target target = target(items, baseWorkingDirectory);
        image.makeDirectories(target.directory(), owner);
        for (int i = 0; i < sources.size(); i++) {
            boolean placed = sources.get(i).isEmpty();
            for (Item item : sources.get(i)) {
                placed |= place(item, target, downloads, spool);
            }
            if (!placed) {
                String file = ignored.file().orElseThrow();
                throw new InstructionException(
                        "everything that '" + arguments.sources().get(i) + "' names is excluded by " + file);
            }
        }
    }

    /** Makes a hard link below a directory; says whether there is a file to link to. */
    boolean link(String directory, String name, String target, Attributes attributes)
            throws IOException, InstructionException {
        String file = links.follow(directory, RootPath.of(target));
        if (image.lookup(file).filter(Node.File.class::isInstance).isEmpty()) {
            return false;
        }
        image.link(file, pathFor(directory, RootPath.of(name)), attributes);
        return true;
    }

    /** Puts a node below a directory; directories in between are made, links in between lead nowhere but below it. */
    void put(String directory, String name, Node node) throws IOException, InstructionException {
        String path = RootPath.of(name);
        if (!path.isEmpty()) {
            image.place(pathFor(directory, path), node);
        } else if (node instanceof Node.Directory) {
            image.place(directory, node);
        }
    }

    private String pathFor(String directory, String path) throws IOException, InstructionException {
        String current = directory;
        String parent = RootPath.parentOf(path);
        for (String part : parent.isEmpty() ? List.<String>of() : List.of(parent.split("/", -1))) {
            String next = RootPath.join(current, part);
            Optional<Node> present = image.lookup(next);
            current = next;
            if (present.isPresent() && present.get() instanceof Node.Symlink link) {
                current = links.follow(directory, next.substring(directory.isEmpty() ? 0 : directory.length() + 1));
                if (!image.isDirectory(current)) {
                    throw new InstructionException("'" + path + "' leads through the link '/" + next + "' to '"
                            + link.target() + "', which is not a directory in the image");
                }
            } else {
                image.makeDirectories(next, owner);
            }
        }
        return RootPath.join(current, RootPath.nameOf(path));
    }

    private List<Item> find(String source) throws IOException, InstructionException {
        if (CopyArguments.isRemote(source)) {
            if (!arguments.isAdd()) {
                throw new InstructionException("COPY cannot fetch '" + source + "'; use ADD");
            }
            return List.of(new Item.Address(source));
        }
        if (arguments.checksum().isPresent()) {
            throw new InstructionException("--checksum is for an address; '" + source + "' is a file of the context");
        }
        List<Item> items = new ArrayList<>();
        for (String path : context.find(source)) {
            items.add(new Item.Local(path, context.follow(path)));
        }
        return items;
    }

    private Target target(List<Item> items, String baseWorkingDirectory) throws IOException, InstructionException {
        String destination = arguments.destination();
        String path = RootPath.of(destination);
        boolean single = arguments.sources().size() == 1;
        boolean mustBeDirectory = !single || destination.endsWith("/") || destination.equals(baseWorkingDirectory);
        boolean canBeFile = false;
        if (single && items.get(0) instanceof Item.Local local) {
            mustBeDirectory |= local.isDirectory() || isUnpacked(local);
            canBeFile = local.isFile();
        } else if (single) {
            canBeFile = true;
        }
        boolean exists = image.lookup(links.followParents(path)).isPresent();
        Optional<Node> present = image.lookup(links.follow(path));
        boolean onFile = present.isPresent() && present.get() instanceof Node.File;
        if (onFile && mustBeDirectory) {
            throw new InstructionException(
                    "'/" + path + "' is a file in the image already, but has to be a directory here");
        }
        if (!onFile && (exists || mustBeDirectory || !canBeFile)) {
            return new Target(links.follow(path), Optional.empty());
        }
        if (items.size() > 1) {
            throw new InstructionException("'" + arguments.sources().get(0) + "' names " + items.size()
                    + " files, but '/" + path + "' is not a directory; end the destination with a slash");
        }
        return new Target(links.follow(RootPath.parentOf(path)), Optional.of(RootPath.nameOf(path)));
    }

    private boolean isUnpacked(Item.Local local) throws IOException {
        return arguments.isAdd() && local.isFile() && LocalArchive.isArchive(local.real());
    }

    private boolean place(Item item, Target target, Downloads downloads, Spool spool)
            throws IOException, InstructionException, InterruptedException {
        if (item instanceof Item.Address address) {
            String name = target.fileName().isPresent() ? target.fileName().get() : Downloads.nameOf(address.address());
            Attributes attributes = new Attributes(arguments.chmod().orElse(DOWNLOADED_MODE), owner.uid(), owner.gid());
            put(
                    target.directory(),
                    name,
                    new Node.File(attributes, downloads.fetch(address.address(), arguments.checksum(), spool)));
            return true;
        }
        Item.Local local = (Item.Local) item;
        ContextNodes nodes = new ContextNodes(context.hasXattrs(), owner, arguments.chmod());
        boolean excluded = !local.path().isEmpty() && ignored.ignores(local.path());
        if (local.isDirectory()) {
            if (excluded && !ignored.mayTakeBackBelow(local.path())) {
                return false;
            }
            String path = RootPath.of(context.root().relativize(local.real()).toString());
            boolean placed = placeDirectory(local.real(), path, "", target.directory(), nodes);
            return placed || !excluded;
        }
        if (excluded) {
            return false;
        }
        if (isUnpacked(local)) {
            new LocalArchive(local.real()).unpackInto(this, target.directory(), spool);
        } else {
            put(target.directory(), target.fileName().orElse(RootPath.nameOf(local.path())), nodes.read(local.real()));
        }
        return true;
    }

    /** Copies what is in a directory, not the directory itself. */
    private boolean placeDirectory(Path real, String path, String below, String target, ContextNodes nodes)
            throws IOException, InstructionException {
        boolean placed = false;
        for (String name : BuildContext.names(real)) {
            Path child = real.resolve(name);
            String childPath = RootPath.join(path, name);
            String childName = RootPath.join(below, name);
            boolean isDirectory = Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
            boolean excluded = ignored.ignores(childPath);
            if (!excluded) {
                put(target, childName, nodes.read(child));
                placed = true;
            }
            if (isDirectory && (!excluded || ignored.mayTakeBackBelow(childPath))) {
                placed |= placeDirectory(child, childPath, childName, target, nodes);
            }
        }
        return placed;
    }
}
