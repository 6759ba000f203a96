namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>Parameters that a binding names cannot be found.</summary>
internal sealed class PolicyParamException(string message) : Exception(message);
