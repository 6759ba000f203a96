namespace Fairway.Schema.Patterns;

/// <summary>A pattern that RE2 cannot read; the message is Go's.</summary>
public sealed class Re2Exception : Exception
{
    /// <summary>What is wrong, and the part of the pattern that is.</summary>
    public Re2Exception(string fault, string part)
        : base($"error parsing regexp: {fault}: `{part}`")
    {
    }
}
