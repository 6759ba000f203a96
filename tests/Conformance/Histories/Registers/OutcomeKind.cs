namespace Fairway.Conformance.Histories.Registers;

/// <summary>What an answer to a call says.</summary>
internal enum OutcomeKind
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>There is no such object.</summary>
    Absent,

    /// <summary>There is one already.</summary>
    Exists,

    /// <summary>The object has another revision than the call demanded.</summary>
    Conflict,

    /// <summary>No answer came.</summary>
    Unknown,
}
