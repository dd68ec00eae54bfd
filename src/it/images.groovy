// what verify scripts ask of images
import groovy.json.JsonSlurper
import groovy.transform.Field

@Field File store

String buildah(List<String> arguments) {
    def process = new ProcessBuilder(['buildah'] + arguments)
    process.environment().put('CONTAINERS_STORAGE_CONF', store.path)
    def running = process.start()
    running.outputStream.close()
    def error = new StringBuffer()
    running.consumeProcessErrorStream(error)
    def output = running.inputStream.text
    assert running.waitFor() == 0: arguments + ': ' + error
    return output
}

Map config(String reference) {
    new JsonSlurper().parseText(new JsonSlurper().parseText(buildah(['inspect', '--type', 'image', reference])).Config)
}

Set<String> packages(String reference) {
    def container = buildah(['from', '--pull-never', reference]).trim()
    try {
        return buildah(['run', '--runtime', 'runc', '--user', '0:0', '--workingdir', '/', container, 'rpm', '-qa']).readLines() as TreeSet
    } finally {
        buildah(['rm', container])
    }
}

Set<String> references() {
    buildah(['images', '--format', '{{.Name}}:{{.Tag}}']).readLines() as TreeSet
}
