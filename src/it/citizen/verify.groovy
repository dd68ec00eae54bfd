import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
['platform', 'service'].each { module ->
    def result = new JsonSlurper().parse(new File(basedir, "$module/target/tcib/build-result.json"))
    assert result.images*.reference == [
        "localhost/$module/openstack-base:latest".toString(), "localhost/$module/openstack-api:latest".toString()]
    // The second run, offline, found them both.
    assert result.images*.status == ['cached', 'cached']
    assert new File(basedir, "$module/target/tcib/oci/index.json").file
}

// The packaging's lifecycle ran from rendering to installing; its artifact is the result of the build.
assert new File(basedir, 'platform/target/tcib/size-report/size-report.json').file
def installed = new File(localRepositoryPath, 'org/example/platform/1/platform-1.json')
assert new JsonSlurper().parse(installed).images*.name == ['base', 'api']
['generate', 'build', 'size-report'].each { goal ->
    assert log =~ /(?m)tcib(-maven-plugin)?:.*:$goal \(default-$goal\)/
}
assert !new File(basedir, 'service/target/tcib/size-report').exists()

// Bills of materials, of cached images too, as files and as artifacts; the images are of scratch and have no packages.
def bills = new File(basedir, 'platform/target/tcib/sbom')
assert bills.list() as Set == ['base.cdx.json', 'api.cdx.json', 'tree.cdx.json', 'images.zip'] as Set
def tree = new JsonSlurper().parse(new File(bills, 'tree.cdx.json'))
assert tree.specVersion == '1.6'
assert tree.metadata.timestamp == '2026-11-22T00:00:00Z'
assert tree.metadata.tools.components*.name == ['tcib-maven-plugin']
assert tree.metadata.tools.components[0].version ==~ /\d.*/
assert tree.components*.name as Set == ['localhost/platform/openstack-base', 'localhost/platform/openstack-api'] as Set
assert tree.components*.type == ['container'] * 2
def reference = { name -> tree.components.find { it.name.endsWith(name) }.'bom-ref' }
assert tree.dependencies.find { it.ref == reference('api') }.dependsOn == [reference('base')]
def digest = new JsonSlurper().parse(new File(basedir, 'platform/target/tcib/build-result.json')).images[0].digest
assert 'sha256:' + tree.components.find { it.name.endsWith('base') }.hashes[0].content == digest
assert new JsonSlurper().parse(new File(localRepositoryPath, 'org/example/platform/1/platform-1-sbom.cdx.json')) == tree
def archive = new java.util.zip.ZipFile(new File(localRepositoryPath, 'org/example/platform/1/platform-1-sbom-images.zip'))
assert archive.entries()*.name == ['base.cdx.json', 'api.cdx.json']
archive.close()
assert !new File(basedir, 'service/target/tcib/sbom').exists()
assert log.contains('base')

// No Maven of those that this runs on has something to complain of in the plugin.
assert !(log =~ /(?i)plugin validation issues|deprecated/)
