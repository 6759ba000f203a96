namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>A named expression of a policy.</summary>
internal sealed record PolicyVariable(string Name, PolicyExpression Expression);
