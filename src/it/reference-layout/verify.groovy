def log = new File(basedir, 'build.log').text
def contexts = []
new File(basedir, 'example/target/tcib/context').eachFileRecurse { if (it.name == 'Containerfile') contexts << it }
// The list has 101 of the layout's images, valkey and redis both; tobiko is excluded.
assert contexts.size() > 95
assert log.contains("Rendered ${contexts.size()} images")
assert log =~ /─ keystone\b/
def keystone = contexts.find { it.parentFile.name == 'keystone' }.text
assert keystone.contains('FROM localhost/podified-master-centos9/openstack-os:current')
