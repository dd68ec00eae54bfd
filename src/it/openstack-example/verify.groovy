import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').text
def target = new File(basedir, 'example/target')
def result = new JsonSlurper().parse(new File(target, 'tcib/build-result.json'))
assert result.images*.name as Set == ['base', 'database', 'memcached', 'openstack', 'glance-api', 'keystone', 'neutron-server',
    'nova-base', 'nova-api', 'nova-compute', 'nova-scheduler', 'placement-api'] as Set
assert log.contains('0 errors, 0 warnings')
assert log.contains('12 built')

def report = new JsonSlurper().parse(new File(target, 'tcib/size-report/size-report.json'))
assert (report.images*.name as Set).containsAll(result.images*.name)
// Twelve by the budget that always holds, one more by the release; there is no earlier release to grow over.
assert report.budgets == [breaches: [], checks: 13]
assert log.contains('the baseline org.example.cloud:openstack-images:LATEST_RELEASE was not found')
assert result.images*.status == ['cached'] * 12: 'the release builds nothing again'

// What later builds compare with went to the artifact repository.
def deployed = []
new File(target, 'artifacts').eachFileRecurse { deployed << it.name }
assert deployed.any { it.endsWith('-size-report.json') }
assert deployed.any { it ==~ /openstack-images-1\.0-.*-1\.json/ }
