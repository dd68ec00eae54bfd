package io.github.tcib.sbom;

import io.github.tcib.oci.Digest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyclonedx.model.Ancestors;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.ExternalReference;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.OrganizationalEntity;
import org.cyclonedx.model.Pedigree;
import org.cyclonedx.model.Property;

/** Makes components of bills. Their references are package URLs where they have one. */
final class Components {

    /** Namespace of what CycloneDX has no field for. */
    private static final String NAMESPACE = "io.github.tcib:";

    private final SpdxLicenses licenses;
    private final Map<String, Digest> digests;

    /** @param digests of RPM files, by {@link InstalledRpm#nevra} */
    Components(SpdxLicenses licenses, Map<String, Digest> digests) {
        this.licenses = licenses;
        this.digests = digests;
    }

    /** An image that was built here. */
    Component image(BomImage image) {
        ImageLabel label = ImageLabel.of(image.reference());
        Component component = container(
                label,
                PackageUrls.of(
                        label,
                        Optional.of(image.manifest()),
                        Optional.of(image.platform().architecture())));
        component.addHash(sha256(image.manifest()));
        component.addProperty(property("image.config", image.config().toString()));
        component.addProperty(property("image.name", image.name()));
        component.addProperty(property("image.platform", image.platform().toString()));
        image.parent().ifPresent(parent -> component.setPedigree(pedigree(parent)));
        return component;
    }

    private static Pedigree pedigree(String parent) {
        Component ancestor = base(parent);
        // a reference stands for one component of a bill, and in that of the set this one is there as itself
        ancestor.setBomRef(null);
        Ancestors ancestors = new Ancestors();
        ancestors.setComponents(List.of(ancestor));
        Pedigree pedigree = new Pedigree();
        pedigree.setAncestors(ancestors);
        return pedigree;
    }

    /** An image that was not built here, of which only the reference is known. */
    static Component base(String reference) {
        ImageLabel label = ImageLabel.of(reference);
        return container(label, PackageUrls.of(label, Optional.empty(), Optional.empty()));
    }

    private static Component container(ImageLabel label, String purl) {
        Component component = component(Component.Type.CONTAINER, label.repository(), purl);
        component.setPurl(purl);
        label.tag().ifPresent(component::setVersion);
        return component;
    }

    /** The distribution of an image. */
    static Component system(Distribution distribution) {
        Component component =
                component(Component.Type.OPERATING_SYSTEM, distribution.id(), "os-release:" + distribution.word());
        if (!distribution.version().isEmpty()) {
            component.setVersion(distribution.version());
        }
        component.setDescription(distribution.title());
        return component;
    }

    /** The project whose images are in a bill. */
    static Component project(BomFacts.Project project) {
        return program(
                project.group(),
                project.name(),
                project.version(),
                "project:" + project.group() + ":" + project.name() + ":" + project.version());
    }

    /** This plugin. */
    static Component plugin(String version) {
        return program("io.github.tcib", "tcib-maven-plugin", version, "tool");
    }

    private static Component program(String group, String name, String version, String reference) {
        Component component = component(Component.Type.APPLICATION, name, reference);
        component.setGroup(group);
        component.setVersion(version);
        return component;
    }

    /** An installed package. */
    Component rpm(InstalledRpm rpm, Optional<Distribution> distribution) {
        String purl = PackageUrls.of(rpm, distribution);
        Component component = component(Component.Type.LIBRARY, rpm.name(), purl);
        component.setPurl(purl);
        component.setVersion(rpm.evr());
        distribution.ifPresent(system -> component.setGroup(system.vendor()));
        given(rpm.summary()).ifPresent(component::setDescription);
        given(rpm.packager()).ifPresent(component::setPublisher);
        given(rpm.vendor()).ifPresent(vendor -> {
            OrganizationalEntity supplier = new OrganizationalEntity();
            supplier.setName(vendor);
            component.setSupplier(supplier);
        });
        given(rpm.license()).ifPresent(license -> component.setLicenses(licenses.choiceOf(license)));
        given(rpm.url()).filter(Components::isAddress).ifPresent(url -> {
            ExternalReference website = new ExternalReference();
            website.setType(ExternalReference.Type.WEBSITE);
            website.setUrl(url);
            component.addExternalReference(website);
        });
        given(rpm.source()).ifPresent(source -> component.addProperty(property("rpm.source", source)));
        Optional.ofNullable(digests.get(rpm.nevra())).ifPresent(digest -> component.addHash(sha256(digest)));
        return component;
    }

    private static Component component(Component.Type type, String name, String reference) {
        Component component = new Component();
        component.setType(type);
        component.setName(name);
        component.setBomRef(reference);
        return component;
    }

    private static Optional<String> given(String text) {
        return text.isBlank() || text.equals("(none)") ? Optional.empty() : Optional.of(text.strip());
    }

    private static boolean isAddress(String url) {
        try {
            return new URI(url).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Hash sha256(Digest digest) {
        return new Hash(Hash.Algorithm.SHA_256, digest.hex());
    }

    private static Property property(String name, String value) {
        return new Property(NAMESPACE + name, value);
    }
}
