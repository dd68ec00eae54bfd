def shared = System.getenv('TCIB_SHARED') ?: new File(top, '../shared').canonicalPath
def there = new File(shared, 'corpus/podified/containers.yaml').file
if (!there && System.getenv('CI') == 'true') {
    throw new IllegalStateException('reference-layout needs the shared data (../shared)')
}
if (!there) {
    println 'reference-layout is left out, for want of the shared data (../shared)'
}
return there
