import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { expect, test } from 'vitest';
import { openApiDocument } from '../../../src/http/openapi.ts';

const banner =
  '// Written from the OpenAPI document; after a change of routes: npx vitest run test/unit/console/api-types -u\n\n';

test('the types that the console calls the API with are those of the OpenAPI document', async () => {
  const document = await openApiDocument('0.0.0');
  const types = banner + astToString(await openapiTypes(document as OpenAPI3));
  await expect(types).toMatchFileSnapshot('../../../src/http/api.d.ts');
});
