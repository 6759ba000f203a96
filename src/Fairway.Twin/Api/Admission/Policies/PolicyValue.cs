using Fairway.Cel.Values;

namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>What an expression of a policy gave: a value or an error.</summary>
internal readonly record struct PolicyValue(CelValue? Value, string? Error)
{
    public bool IsTrue => Value is CelBool { Value: true };

    public bool IsFalse => Value is CelBool { Value: false };
}
