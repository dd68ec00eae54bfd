package io.github.tcib.lint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is looked for. The ids are part of the interface: settings and reports hold them. */
public enum Rule {
    /** What keeps a layout from being rendered; cannot be turned down. */
    LAYOUT_ERROR("layout-error", Severity.ERROR, "The layout can be rendered."),
    /** What the reader of the layout warns of. */
    LAYOUT_WARNING("layout-warning", Severity.WARNING, "The layout holds nothing that is left aside."),
    /** A variable whose name is nearly a verb's. */
    NEAR_VERB("near-verb", Severity.WARNING, "No variable's name is nearly that of a verb."),
    /** A package that an image or its ancestors install twice. */
    REPEATED_PACKAGE("repeated-package", Severity.WARNING, "A package is installed once in a chain of images."),
    /** A RUN that leaves the package manager's cache in the layer. */
    CACHE_LEFT("cache-left", Severity.WARNING, "A RUN that installs packages cleans the cache before it ends."),
    /** A RUN that removes what an ancestor brought; the bytes stay in the ancestor's layers. */
    UNDONE_WORK("undone-work", Severity.WARNING, "No RUN removes what an ancestor installed or copied."),
    /** A variable no template uses. */
    UNUSED_VARIABLE("unused-variable", Severity.WARNING, "Every variable of an image is used by its templates."),
    /** A COPY or ADD of a file the context does not hold. */
    MISSING_SOURCE("missing-source", Severity.ERROR, "The files that COPY and ADD name are in the build context."),
    /** A base without tag, or with the tag latest. */
    UNPINNED_BASE(
            "unpinned-base", Severity.WARNING, "Base images are named with a tag other than latest, or a digest."),
    /** A RUN that fetches by curl, pip, git and the like. */
    OPEN_NETWORK("open-network", Severity.NOTE, "What a RUN takes from the network are packages, which can be locked."),
    /** An image nothing is built on that ends as root. */
    ROOT_USER("root-user", Severity.NOTE, "Images that run do not run as root."),
    /** A package that all images built on one install. */
    COMMON_PACKAGE("common-package", Severity.NOTE, "What all siblings install is installed by their parent.");

    private final String id;
    private final Severity usual;
    private final String statement;

    Rule(String id, Severity usual, String statement) {
        this.id = id;
        this.usual = usual;
        this.statement = statement;
    }

    /** Such as {@code unused-variable}. */
    public String id() {
        return id;
    }

    /** The severity unless configured. */
    public Severity usualSeverity() {
        return usual;
    }

    /** What holds in a layout that keeps the rule, one sentence. */
    public String statement() {
        return statement;
    }

    /** The rule of an id. */
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values())
                .filter(rule -> rule.id.equals(id.strip()))
                .findFirst();
    }

    /** All ids. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Rule::id).toList();
    }
}
