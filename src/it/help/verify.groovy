def log = new File(basedir, 'build.log').text
assert log.contains('tcib:generate')
assert log.contains('layoutDirectory (Default: ${project.basedir}/src/main/tcib)')
assert log.contains('User property: tcib.extras')
