using Fairway.Charts;
using Fairway.Components.Composition;

namespace Fairway.Components.Targets;

/// <summary>What a target is rendered from.</summary>
/// <param name="Chart">The chart.</param>
/// <param name="Values">Laid over the chart's own.</param>
/// <param name="Input">All else. What is drawn is drawn anew: nothing is remembered here.</param>
internal sealed record TargetSources(Chart Chart, EffectiveValues Values, RenderInput Input);
