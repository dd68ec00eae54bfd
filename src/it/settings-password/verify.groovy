import groovy.json.JsonSlurper

try {
    def registry = new File(basedir, 'test.properties').text.trim() - 'registry='
    def log = new File(basedir, 'build.log').text
    def tags = { new JsonSlurper().parse(new URL("http://${registry}/v2/it/openstack-base/tags/list").openConnection().with {
        setRequestProperty('Authorization', 'Basic ' + 'pusher:right pass:word'.bytes.encodeBase64())
        inputStream
    }).tags }

    // Only the push with the right master password arrived.
    assert tags() == ['latest']
    assert log.contains('[1/1] base  pushed')

    // The others say so, in one line each, and tell where to look; a login that is wrong is not even tried.
    def advice = mavenVersion.startsWith('4.')
        ? ~/FATAL: Could not decrypt password/ // Maven 4 ends before any goal.
        : ~/^\[ERROR] Failed to execute goal .* the password of server 'images' in settings.xml cannot be decrypted; is the master password in .*settings-security.xml the one it was encrypted with\?/
    assert log.readLines().count { it =~ advice } == 2
    assert !log.contains('answers 401')

    // No secret is in any log, -X or not, nor in what was written.
    def written = [new File(basedir, 'build.log'), new File(basedir, 'registry/log')]
    new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { written << it }
    assert written.size() > 5
    def secrets = ['right pass:word', 'pusher:right pass:word'.bytes.encodeBase64().toString(), 'correct horse battery']
    assert written.findAll { file -> secrets.any { file.getText('ISO-8859-1').contains(it) } } == []
} finally {
    context.registry.destroy()
}
