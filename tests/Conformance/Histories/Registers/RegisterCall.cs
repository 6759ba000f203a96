namespace Fairway.Conformance.Histories.Registers;

/// <summary>The operations of a register that can be absent.</summary>
internal enum RegisterCall
{
    Create,
    Get,
    Update,
    Delete,
}
