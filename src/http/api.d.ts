// Written from the OpenAPI document; after a change of routes: npx vitest run test/unit/console/api-types -u

export interface paths {
    "/live/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Play a stream as HTTP-FLV or fragmented MP4, also as WebSocket */
        get: {
            parameters: {
                query?: {
                    /** @description Default: raw for .flv, flac for .mp4. */
                    audio?: "flac" | "raw" | "aac" | "none";
                    /** @description H.265 in FLV: hvc1, or codec id 12. */
                    hevc?: "enhanced" | "legacy";
                    expires?: string;
                    sign?: string;
                };
                header?: never;
                path: {
                    /** @description Name of the stream, which may have one slash, and .flv or .mp4. */
                    stream: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Media until one side ends. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "video/x-flv": string;
                        "video/mp4": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process runs */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ok";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The database answers and SIP listens */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @enum {string} */
                            status: "ready";
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Figures for Prometheus; from this machine without a key */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Prometheus’ text format. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/plain": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who am I */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Log in */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            token: string;
                            name: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        /** Log out */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Change an administrator’s password */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                        password: string;
                        newPassword: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** API keys */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            createdAt: number;
                            /** @description 0: never. */
                            lastUsedAt: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Make an API key; it is shown once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        name: string;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            createdAt: number;
                            /** @description 0: never. */
                            lastUsedAt: number;
                            key: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Devices */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    /** @description Part of the ID or of the name. */
                    search?: string;
                    online?: boolean;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                id: string;
                                name: string;
                                manufacturer: string;
                                model: string;
                                firmware: string;
                                /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                                version: string;
                                online: boolean;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp";
                                address: string;
                                port: number;
                                /** @description Epoch milliseconds; 0: never. */
                                registeredAt: number;
                                expiresAt: number;
                                keepaliveAt: number;
                                catalogAt: number;
                                settings: {
                                    /** @description It has a password of its own. */
                                    hasPassword: boolean;
                                    mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                    mediaAddress: string | null;
                                    /** @enum {unknown} */
                                    charset: "GB18030" | "UTF-8";
                                    edition: ("2016" | "2022") | null;
                                    quirks: {
                                        [key: string]: boolean;
                                    };
                                };
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One device */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            firmware: string;
                            /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                            version: string;
                            online: boolean;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp";
                            address: string;
                            port: number;
                            /** @description Epoch milliseconds; 0: never. */
                            registeredAt: number;
                            expiresAt: number;
                            keepaliveAt: number;
                            catalogAt: number;
                            settings: {
                                /** @description It has a password of its own. */
                                hasPassword: boolean;
                                mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                mediaAddress: string | null;
                                /** @enum {unknown} */
                                charset: "GB18030" | "UTF-8";
                                edition: ("2016" | "2022") | null;
                                quirks: {
                                    [key: string]: boolean;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Forget a device and its channels */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change what is set for one device; a device that never registered is made known by it */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        password?: string | null;
                        mediaTransport?: ("udp" | "tcp-passive" | "tcp-active") | null;
                        mediaAddress?: string | null;
                        /** @enum {unknown} */
                        charset?: "GB18030" | "UTF-8";
                        edition?: ("2016" | "2022") | null;
                        /** @description Faults that are tolerated, or not. */
                        quirks?: {
                            /** @description It declares one text encoding and sends another; the bytes decide. */
                            "charset-lies"?: boolean;
                            /** @description It cuts UTF-8 text in the middle of a character. */
                            "text-cut"?: boolean;
                            /** @description It sends control characters or NUL inside of XML. */
                            "control-characters"?: boolean;
                            /** @description It writes "&" or "<" as they are into names and addresses. */
                            "unescaped-markup"?: boolean;
                            /** @description It sends more behind the end of the document: NULs, a closing tag, another document. */
                            "text-after-root"?: boolean;
                            /** @description It writes CmdType, SN or DeviceID as attributes of the root. */
                            "fields-as-attributes"?: boolean;
                            /** @description It is behind a middlebox that takes the body out of its keepalives. */
                            "bodyless-keepalive"?: boolean;
                            /** @description It sends commands of its own; they are answered 200 so that they are not repeated. */
                            "unknown-command"?: boolean;
                            /** @description It registers with a user name that is not its ID. */
                            "username-differs"?: boolean;
                            /** @description It reports from a new port of its router without registering again. */
                            "nat-rebind"?: boolean;
                            /** @description It reports from a new address without registering again. */
                            "follow-any-host"?: boolean;
                            /** @description It never registers again but keeps reporting. */
                            "no-reregister"?: boolean;
                            /** @description It reports less often than configured; its own interval is what it is measured by. */
                            "slow-keepalive"?: boolean;
                            /** @description It answers a query without its SN. */
                            "sn-missing"?: boolean;
                            /** @description It drops or adds leading zeros of the SN. */
                            "sn-leading-zeros"?: boolean;
                            /** @description It tells a wrong number of items. */
                            "sum-lies"?: boolean;
                            /** @description It sends single items of its catalog unasked; they are updates. */
                            "catalog-unasked"?: boolean;
                            /** @description It knows its configuration by its own ID, and not by those of its channels. */
                            "config-by-device"?: boolean;
                            /** @description It calls a section of its configuration otherwise than it was asked for. */
                            "config-name-differs"?: boolean;
                            /** @description It says OK, ONLINE or 1 for the status ON. */
                            "status-words"?: boolean;
                            /** @description It is a camera whose catalog names no channel; its own ID is the channel. */
                            "channel-is-device"?: boolean;
                            /** @description It answers an INVITE with an SSRC of its own. */
                            "own-ssrc"?: boolean;
                            /** @description It answers an INVITE without y=. */
                            "ssrc-missing"?: boolean;
                            /** @description It answers with the setup or the protocol that was not agreed. */
                            "setup-lies"?: boolean;
                            /** @description It tells 0.0.0.0 or the address behind its router as its media address. */
                            "unreachable-media-address"?: boolean;
                        };
                    };
                };
            };
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            firmware: string;
                            /** @description X-GB-Ver, as 2.0 (GB/T 28181-2016) or 3.0 (-2022); empty: it told none. */
                            version: string;
                            online: boolean;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp";
                            address: string;
                            port: number;
                            /** @description Epoch milliseconds; 0: never. */
                            registeredAt: number;
                            expiresAt: number;
                            keepaliveAt: number;
                            catalogAt: number;
                            settings: {
                                /** @description It has a password of its own. */
                                hasPassword: boolean;
                                mediaTransport: ("udp" | "tcp-passive" | "tcp-active") | null;
                                mediaAddress: string | null;
                                /** @enum {unknown} */
                                charset: "GB18030" | "UTF-8";
                                edition: ("2016" | "2022") | null;
                                quirks: {
                                    [key: string]: boolean;
                                };
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask the device for its channels now */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            channels: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Channels of one device or of all */
        get: {
            parameters: {
                query?: {
                    offset?: number;
                    limit?: number;
                    /** @description Part of the ID or of the name. */
                    search?: string;
                    online?: boolean;
                    deviceId?: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            total: number;
                            items: {
                                deviceId: string;
                                id: string;
                                name: string;
                                manufacturer: string;
                                model: string;
                                owner: string;
                                civilCode: string;
                                address: string;
                                parentId: string;
                                /** @enum {unknown} */
                                kind: "camera" | "directory" | "group" | "other";
                                /** @enum {unknown} */
                                status: "ON" | "OFF";
                                ptzType: number;
                                longitude: number | null;
                                latitude: number | null;
                                /** @description Name of its stream, as in /live/{stream}.flv. */
                                stream: string;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One channel */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            deviceId: string;
                            id: string;
                            name: string;
                            manufacturer: string;
                            model: string;
                            owner: string;
                            civilCode: string;
                            address: string;
                            parentId: string;
                            /** @enum {unknown} */
                            kind: "camera" | "directory" | "group" | "other";
                            /** @enum {unknown} */
                            status: "ON" | "OFF";
                            ptzType: number;
                            longitude: number | null;
                            latitude: number | null;
                            /** @description Name of its stream, as in /live/{stream}.flv. */
                            stream: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/play": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed play URLs; opening one starts the stream */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            flv: string;
                            mp4: string;
                            wsFlv: string;
                            wsMp4: string;
                            /** @description Epoch seconds. */
                            expires: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the channel’s stream for everybody */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            stopped: boolean;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far its last start came, or why it failed, in one sentence */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Stable word; the console has a text for each. */
                            code: string;
                            /** @description The same as one English sentence, with the particulars. */
                            text: string;
                        } | null;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Streams that run */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            ready: boolean;
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                            /** @description RFC 6381 codecs string of the MP4 output. */
                            codecs: string;
                            frames: number;
                            keyFrames: number;
                            bytes: number;
                            droppedFrames: number;
                            viewers: number;
                            senders: number;
                            idleMs: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One stream with everybody on it */
        get: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            name: string;
                            ready: boolean;
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                            /** @description RFC 6381 codecs string of the MP4 output. */
                            codecs: string;
                            frames: number;
                            keyFrames: number;
                            bytes: number;
                            droppedFrames: number;
                            viewers: number;
                            senders: number;
                            idleMs: number;
                            receivers: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp-passive" | "tcp-active";
                                /** @enum {unknown} */
                                state: "waiting" | "receiving" | "silent";
                                localPort: number;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                ssrc: number | null;
                                /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                                payload: string;
                                /** @description Since the last packet; -1 before the first. */
                                idleMs: number;
                                counters: {
                                    [key: string]: number;
                                };
                            }[];
                            sendersOpen: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                transport: "udp" | "tcp-passive" | "tcp-active";
                                /** @enum {unknown} */
                                state: "waiting" | "sending";
                                localPort: number;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                ssrc: number;
                                counters: {
                                    [key: string]: number;
                                };
                            }[];
                            viewersOpen: {
                                id: string;
                                stream: string;
                                /** @enum {unknown} */
                                container: "flv" | "mp4";
                                /** @enum {unknown} */
                                audio: "flac" | "raw" | "aac" | "none";
                                websocket: boolean;
                                remote: {
                                    /** @description Numeric IPv4 or IPv6 address. */
                                    address: string;
                                    port: number;
                                } | null;
                                bytes: number;
                                frames: number;
                                /** @description Times it fell behind and went on at a newer key frame. */
                                jumps: number;
                                droppedFrames: number;
                                queuedBytes: number;
                                /** @description How far it is behind the newest frame, in milliseconds. */
                                ageMs: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** End a stream for everybody */
        delete: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream/play": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signed play URLs of a stream that runs */
        post: {
            parameters: {
                query: {
                    name: string;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            flv: string;
                            mp4: string;
                            wsFlv: string;
                            wsMp4: string;
                            /** @description Epoch seconds. */
                            expires: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/viewers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Players that are connected */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            container: "flv" | "mp4";
                            /** @enum {unknown} */
                            audio: "flac" | "raw" | "aac" | "none";
                            websocket: boolean;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            bytes: number;
                            frames: number;
                            /** @description Times it fell behind and went on at a newer key frame. */
                            jumps: number;
                            droppedFrames: number;
                            queuedBytes: number;
                            /** @description How far it is behind the newest frame, in milliseconds. */
                            ageMs: number;
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/viewers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Disconnect a player */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/stream/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a stream that runs: its newest key frame */
        get: {
            parameters: {
                query: {
                    name: string;
                    format?: "jpeg" | "png";
                    /** @description Pixels; absent: as the stream. The height follows. */
                    width?: number;
                };
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                501: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{deviceId}/channels/{channelId}/snapshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture of a channel, made here; its stream is started for it when it does not run */
        get: {
            parameters: {
                query?: {
                    format?: "jpeg" | "png";
                    /** @description Pixels; absent: as the stream. The height follows. */
                    width?: number;
                };
                header?: never;
                path: {
                    deviceId: string;
                    channelId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/jpeg": string;
                        "image/png": string;
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                501: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                504: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receivers opened here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "receiving" | "silent";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number | null;
                            /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                            payload: string;
                            /** @description Since the last packet; -1 before the first. */
                            idleMs: number;
                            counters: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Take RTP into a stream */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Plays at /live/{stream}.flv and .mp4. */
                        stream: string;
                        /** @enum {unknown} */
                        transport: "udp" | "tcp-passive" | "tcp-active";
                        /** @description A port of your choice. */
                        port?: number;
                        remote?: {
                            /** @description Numeric IPv4 or IPv6 address. */
                            address: string;
                            port: number;
                        };
                        ssrc?: number;
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Local port; 0 for tcp-active. */
                            port: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/receivers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State, tracks and counters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "receiving" | "silent";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number | null;
                            /** @description What the bytes are: PS, H264, H265, PCMA, PCMU; empty until known. */
                            payload: string;
                            /** @description Since the last packet; -1 before the first. */
                            idleMs: number;
                            counters: {
                                [key: string]: number;
                            };
                            tracks: {
                                /** @enum {unknown} */
                                kind: "video" | "audio";
                                codec: string;
                                supported: boolean;
                                width?: number;
                                height?: number;
                                sampleRate?: number;
                                channels?: number;
                            }[];
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Close it, and its stream when that was opened here and this is its last receiver */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/senders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Senders opened here */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "sending";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number;
                            counters: {
                                [key: string]: number;
                            };
                        }[];
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        /** Send a running stream as RTP */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A stream that runs. */
                        stream: string;
                        /** @enum {unknown} */
                        transport: "udp" | "tcp-passive" | "tcp-active";
                        port?: number;
                        remote?: {
                            /** @description Numeric IPv4 or IPv6 address. */
                            address: string;
                            port: number;
                        };
                        ssrc?: number;
                        payloadType?: number;
                        /** @enum {unknown} */
                        format?: "ps" | "es" | "audio";
                    };
                };
            };
            responses: {
                /** @description Default Response */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            /** @description Local port; 0 for tcp-active. */
                            port: number;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                502: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/senders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** State and counters */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            id: string;
                            stream: string;
                            /** @enum {unknown} */
                            transport: "udp" | "tcp-passive" | "tcp-active";
                            /** @enum {unknown} */
                            state: "waiting" | "sending";
                            localPort: number;
                            remote: {
                                /** @description Numeric IPv4 or IPv6 address. */
                                address: string;
                                port: number;
                            } | null;
                            ssrc: number;
                            counters: {
                                [key: string]: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        /** Stop sending */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                204: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Why the request was not fulfilled. */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This server: what to enter into a device, what runs, what it may take */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Default Response */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            version: string;
                            uptimeSeconds: number;
                            sip: {
                                id: string;
                                domain: string;
                                /** @description As devices reach it, as far as the server can tell. */
                                address: string;
                                port: number;
                                /** @description The password that devices share. */
                                password: string;
                            };
                            media: {
                                /** @enum {unknown} */
                                mode: "range" | "single";
                                ports: string;
                            };
                            engine: {
                                streams: number;
                                receivers: number;
                                senders: number;
                                viewers: number;
                                clips: number;
                                ringBytes: number;
                                totals: {
                                    [key: string]: number;
                                };
                            };
                            limits: {
                                streams: number;
                                viewers: number;
                                devices: number;
                            };
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
                /** @description Why the request was not fulfilled. */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A stable word for programs. */
                            code: string;
                            /** @description What happened, why, and what to do. */
                            message: string;
                        };
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
