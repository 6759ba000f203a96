using Fairway.Schema.Resources;

namespace Fairway.Twin.Api.Metrics;

/// <summary>What requests are counted by.</summary>
internal readonly record struct RequestKey(
    ResourceType Resource, string Verb, string Subresource, string Scope, bool DryRun);
