namespace Fairway.Conformance.Histories.Registers;

/// <summary>What a <see cref="SimulatedRegister"/> gets wrong.</summary>
internal enum SimulatedFault
{
    None,

    /// <summary>A get returns the state before the last write.</summary>
    ReadsStale,

    /// <summary>An update or delete goes ahead though its revision is not that of the object.</summary>
    LosesUpdates,

    /// <summary>A create succeeds though the object exists.</summary>
    CreatesTwice,

    /// <summary>A write is acknowledged and not done.</summary>
    ForgetsWrites,

    /// <summary>A write's revision lies below that of an earlier one.</summary>
    GoesBack,
}
