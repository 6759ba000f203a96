namespace Fairway.MetaDb.Auditing;

/// <summary>An audit entry as it is stored.</summary>
/// <param name="Mark">Its place in the chain.</param>
/// <param name="Json">Its canonical JSON, which the hash covers.</param>
public sealed record RecordedAudit(AuditMark Mark, ReadOnlyMemory<byte> Json)
{
    /// <summary>What it says.</summary>
    /// <exception cref="MetaDbUnavailableException">The stored text is no audit entry: it was tampered with.</exception>
    public AuditEntry Entry
    {
        get
        {
            try
            {
                return AuditJson.Read(Json.Span);
            }
            catch (FormatException e)
            {
                throw new MetaDbUnavailableException(
                    $"audit entry {Mark.Number} cannot be read: verify the audit log, and restore the store", e);
            }
        }
    }
}
