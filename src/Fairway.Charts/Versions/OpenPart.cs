namespace Fairway.Charts.Versions;

/// <summary>From where on the numbers of a bound are left open.</summary>
internal enum OpenPart : byte
{
    None,
    Patch,
    Minor,
    All,
}
