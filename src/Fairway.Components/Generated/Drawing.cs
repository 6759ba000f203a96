using Fairway.Merge.Plans;

namespace Fairway.Components.Generated;

/// <summary>What passwords and certificates of one rendering are drawn from.</summary>
/// <param name="Mask">Out of whose key they are made, for each release on each cluster others.</param>
/// <param name="Memory">What was drawn before; null where nothing is remembered.</param>
internal sealed record Drawing(SecretMask Mask, GeneratedMemory? Memory = null);
