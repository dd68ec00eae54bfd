package io.github.tcib.layout;

import io.github.tcib.model.ImageDefinition;
import io.github.tcib.model.ImageGraph;
import io.github.tcib.model.ImageName;
import io.github.tcib.model.ImageTree;
import io.github.tcib.model.Location;
import io.github.tcib.model.Parent;
import io.github.tcib.model.Problem;
import io.github.tcib.template.Limits;
import io.github.tcib.template.Scope;
import io.github.tcib.template.Templating;
import io.github.tcib.template.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a layout and makes an image tree of it: directories, selection, parents, rendering. */
public final class LayoutReader {

    private final LayoutSettings settings;
    private final Map<String, String> environment;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** @param environment what {@code lookup('env', …)} in templates sees */
    public LayoutReader(LayoutSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /**
     * Reads the layout.
     *
     * @throws LayoutException with everything that is wrong, when anything is
     */
    public ImageTree read() throws LayoutException {
        return readSources().tree();
    }

    /**
     * Reads the layout and keeps what its images are made of.
     *
     * @throws LayoutException with everything that is wrong, when anything is
     */
    public SourceTree readSources() throws LayoutException {
        checkSettings();
        YamlReader yaml = new YamlReader(settings.shownFrom(), problems::add);
        ImageDirectories directories = new ImageDirectories(settings.directory(), yaml, problems::add);
        Map<ImageName, ImageDirectory> images = directories.read(warnings::add);
        Variables variables = readVariables(yaml, images);
        Selection selection = new Selection(
                directories.names(),
                settings.choice(),
                new ImageList(yaml, problems::add),
                problems::add,
                warnings::add);
        Set<ImageName> excluded = selection.excluded();
        Parents parents = new Parents(images, excluded, settings, variables, this::templatingOf, problems::add);
        Set<ImageName> wanted = directories.names().isEmpty() ? Set.of() : select(selection, excluded, parents);
        failOnProblems();
        return render(wanted, images, parents, excluded);
    }

    private Set<ImageName> select(Selection selection, Set<ImageName> excluded, Parents parents) {
        Set<ImageName> listed = selection.readListed(excluded);
        Set<ImageName> chosen = selection.narrowByPom(candidates(listed, excluded, parents), listed, excluded);
        Set<ImageName> wanted =
                new TreeSet<>(selection.narrowByFilter(candidates(chosen, excluded, parents), chosen, excluded));
        wanted.removeAll(excluded);
        if (wanted.isEmpty() && problems.isEmpty()) {
            problems.add(Problem.of(
                    Location.of("tcib.excludes"),
                    "no image is left to render",
                    "exclude less, or choose other images"));
        }
        return withAncestors(wanted, parents);
    }

    /** What a name may stand for: images and what they are built on, as far as it is built. */
    private static Set<ImageName> candidates(Set<ImageName> images, Set<ImageName> excluded, Parents parents) {
        Set<ImageName> candidates = withAncestors(images, parents);
        candidates.removeAll(excluded);
        return candidates;
    }

    private static SortedSet<ImageName> withAncestors(Set<ImageName> images, Parents parents) {
        SortedSet<ImageName> all = new TreeSet<>(images);
        images.forEach(image -> all.addAll(parents.chainOf(image)));
        return all;
    }

    private SourceTree render(
            Set<ImageName> wanted, Map<ImageName, ImageDirectory> images, Parents parents, Set<ImageName> excluded)
            throws LayoutException {
        List<ImageDefinition> definitions = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        SortedMap<ImageName, ImageSource> sources = new TreeMap<>();
        for (ImageName name : wanted) {
            ImageDirectory image = images.get(name);
            if (image == null) {
                continue;
            }
            Parent parent = parents.of(image);
            Scope scope = parents.scopeOf(image);
            sources.put(name, new ImageSource(name, image.variables(), scope));
            VerbNames.warnOfNear(image.variables(), warnings::add);
            VerbValues values = new VerbValues(scope, templatingOf(scope), problems::add);
            definitions.add(new ImageRenderer(image, values, problems::add)
                    .render(settings.naming().referenceOf(name), parent));
            image.nearest()
                    .filter(excluded::contains)
                    .filter(above -> parent.reference().equals(settings.naming().referenceOf(above)))
                    .ifPresent(above -> notes.add(
                            above + " is excluded: " + name + " uses " + parent.reference() + " as it stands"));
        }
        failOnProblems();
        ImageGraph graph = ImageGraph.of(definitions);
        return new SourceTree(new ImageTree(graph, leftOut(graph), reasonsOf(excluded), notes, warnings), sources);
    }

    private Variables readVariables(YamlReader yaml, Map<ImageName, ImageDirectory> images) {
        LabelOverrides labels = new LabelOverrides(settings.overrides().labels(), settings.naming());
        labels.check(problems::add);
        Value.Mapping extraConfig = settings.overrides()
                .extraConfig()
                .flatMap(yaml::readMapping)
                .orElse(new Value.Mapping(List.of(), Location.of("tcib.extraConfig")));
        return new Variables(settings, extraConfig, labels, images);
    }

    private void checkSettings() {
        settings.naming().faults().forEach(fault -> {
            int end = fault.indexOf(' ');
            problems.add(Problem.of(Location.of(fault.substring(0, end)), fault.substring(end + 1)));
        });
    }

    /** Enterprise Linux 10 replaced redis by valkey: both are rendered, one is built (reference behaviour). */
    private SortedMap<ImageName, String> leftOut(ImageGraph graph) {
        boolean ten = settings.distribution().release().equals("10");
        ImageName name = new ImageName(ten ? "redis" : "valkey");
        SortedMap<ImageName, String> leftOut = new TreeMap<>();
        if (graph.contains(name)) {
            leftOut.put(
                    name,
                    ten
                            ? "release 10 has valkey in its place"
                            : "release " + settings.distribution().release() + " has redis in its place");
        }
        return leftOut;
    }

    private static SortedMap<ImageName, String> reasonsOf(Set<ImageName> excluded) {
        SortedMap<ImageName, String> reasons = new TreeMap<>();
        excluded.forEach(name -> reasons.put(name, "excluded by tcib.excludes"));
        return reasons;
    }

    private Templating templatingOf(Scope scope) {
        return new Templating(scope, environment, new ProjectFiles(settings), Limits.defaults());
    }

    private void failOnProblems() throws LayoutException {
        if (!problems.isEmpty()) {
            throw new LayoutException(problems);
        }
    }
}
