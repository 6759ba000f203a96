namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>An expression of a mutating policy gave what cannot be made of the object.</summary>
internal sealed class PolicyMutationException(string message) : Exception(message);
