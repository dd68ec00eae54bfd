import groovy.json.JsonSlurper

def buildah = { List<String> arguments ->
    def process = new ProcessBuilder(['buildah'] + arguments)
    process.environment().put('CONTAINERS_STORAGE_CONF', new File(scratch, 'storage.conf').path)
    def running = process.start()
    running.outputStream.close()
    def error = new StringBuffer()
    running.consumeProcessErrorStream(error)
    def output = running.inputStream.text
    assert running.waitFor() == 0: arguments + ': ' + error
    return output
}
def reference = { "localhost/it/openstack-${it}:it".toString() }
def config = { new JsonSlurper().parseText(buildah(['inspect', '--type', 'image', reference(it)])).Docker.config }
def packages = { name ->
    def container = buildah(['from', '--pull-never', reference(name)]).trim()
    try {
        return buildah(['run', '--runtime', 'runc', '--user', 'root', container, 'rpm', '-qa', '--qf', '%{NAME}\\n']).readLines() as Set
    } finally {
        buildah(['rm', container])
    }
}

def log = new File(basedir, 'build.log').text
def result = new JsonSlurper().parse(new File(basedir, 'target/tcib/build-result.json'))
assert result.images*.name == ['base', 'memcached', 'os', 'keystone']
assert result.images*.status == ['cached'] * 4: 'the second run, after mvn clean, builds nothing'
assert log.contains('4 built')

def base = config('base')
assert base.Entrypoint == ['dumb-init', '--single-child', '--']
assert base.Cmd == ['kolla_start']
assert base.StopSignal == 'SIGTERM'
assert base.Labels.maintainer == 'OpenStack Kubernetes Operator team'
assert base.Labels.tcib_managed == 'true'
assert base.Labels['org.opencontainers.image.version'] == '1.2.3'
assert base.Env.containsAll(['LANG=en_US.UTF-8', 'TZ=UTC', 'container=oci'])
assert packages('base').containsAll(
    ['ca-certificates', 'dumb-init', 'glibc-langpack-en', 'procps-ng', 'python3', 'sudo', 'util-linux-user', 'which',
     'crudini', 'tzdata'])

def memcached = config('memcached')
assert memcached.User == 'memcached'
assert memcached.Cmd == ['kolla_start']
assert packages('memcached').contains('memcached')
assert !packages('base').contains('memcached')

assert packages('os').containsAll(['python3-openstackclient', 'python3-pymemcache'])

def keystone = config('keystone')
assert keystone.User == 'root'
assert keystone.StopSignal == 'SIGTERM'
assert packages('keystone').containsAll(
    ['httpd', 'mod_ssl', 'openstack-keystone', 'python3-openstackclient', 'dumb-init'])
assert buildah(['images', '--format', '{{.Name}}:{{.Tag}}']).readLines().count { it.contains('/it/') } == 4
assert buildah(['containers', '-q']).trim().isEmpty()
