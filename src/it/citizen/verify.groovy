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
assert log.contains('base')

// No Maven of those that this runs on has something to complain of in the plugin.
assert !(log =~ /(?i)plugin validation issues|deprecated/)
