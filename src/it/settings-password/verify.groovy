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

    // The others say so, once each in what they fail with, and tell where to look.
    def advice = "the password of server 'images' in settings.xml cannot be decrypted; is the master password in" +
        ' ~/.m2/settings-security.xml the one it was encrypted with?'
    assert log.readLines().count { it.contains('Failed to execute goal') && it.contains(advice) } == 2
    assert !log.contains('401')

    // No secret is in any log, -X or not, nor in what was written.
    def written = [new File(basedir, 'build.log'), new File(basedir, 'registry/log')]
    new File(basedir, 'target').eachFileRecurse(groovy.io.FileType.FILES) { written << it }
    assert written.size() > 5
    def secrets = ['right pass:word', 'pusher:right pass:word'.bytes.encodeBase64().toString(), 'correct horse battery']
    written.each { file ->
        secrets.each { secret -> assert !file.getText('ISO-8859-1').contains(secret): file }
    }
} finally {
    context.registry.destroy()
}
