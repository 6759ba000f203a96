using Fairway.Kube.Requests;

namespace Fairway.Kube.OwnWriting;

/// <summary>A write on its way: where it goes, and the uid that each cache held of its object when it was
/// sent.</summary>
internal sealed record OwnWrite(
    string Method, RequestTarget Target, IReadOnlyDictionary<CacheDebt, string?> HeldBefore);
