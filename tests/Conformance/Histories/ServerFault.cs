namespace Fairway.Conformance.Histories;

/// <summary>What a <see cref="FaultyServer"/> gets wrong.</summary>
internal enum ServerFault
{
    /// <summary>A get may answer what an earlier one did.</summary>
    CachesReads,

    /// <summary>An update goes ahead whatever revision it demands.</summary>
    IgnoresRevisions,

    /// <summary>A watch leaves changes out.</summary>
    DropsChanges,

    /// <summary>A watch delivers changes twice.</summary>
    RepeatsChanges,

    /// <summary>A watch delivers a change after the next one.</summary>
    SwapsChanges,
}
