using System.Buffers;
using Fairway.Kube.Objects;

namespace Fairway.Kube.Watching;

/// <summary>Where a <see cref="Reflector"/> puts what it reads. Called by one loop, never at once.</summary>
internal interface IReflectorSink
{
    /// <summary>A new reading of everything begins; what is there stays until
    /// <see cref="CommitReplacement"/>.</summary>
    void BeginReplacement();

    /// <summary>One object of the new reading.</summary>
    void Stage(ReadOnlyMemory<byte> utf8);

    /// <summary>One page of a list of the new reading.</summary>
    ListPage StagePage(ReadOnlySequence<byte> utf8);

    /// <summary>The new reading is whole, as of <paramref name="version"/>: it takes the place of what was there, at
    /// once.</summary>
    void CommitReplacement(ResourceVersion version);

    /// <summary>One change. Returns its version.</summary>
    ResourceVersion Apply(WatchEventType type, ReadOnlyMemory<byte> utf8);

    /// <summary>Nothing has changed up to <paramref name="version"/>.</summary>
    void Advance(ResourceVersion version);
}
