using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;

namespace Fairway.Twin.Api.Definitions;

/// <summary>All definitions of a cluster, in order of their names, at one time.</summary>
internal sealed record DefinitionObservation(ImmutableArray<ObservedDefinition> Definitions, string Now);

/// <summary>One definition.</summary>
/// <param name="Definition">What it says.</param>
/// <param name="Status">Its status; only read.</param>
/// <param name="Finalizers">What holds it.</param>
/// <param name="Objects">How many objects of it there are.</param>
/// <param name="Untouched">How many of them are not being deleted.</param>
internal sealed record ObservedDefinition(
    CustomDefinition Definition,
    JsonObject Status,
    ImmutableArray<string> Finalizers,
    int Objects,
    int Untouched);
