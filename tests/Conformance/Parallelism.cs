using Xunit;

// Most cases wait for other programs: kubectl, helm, a fleet in a process of its own. So more of them than there are
// cores are under way at a time.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
